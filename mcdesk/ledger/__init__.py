"""What outlives the process: accounts, submissions, jobs, downloads, and the keys in the keyring."""
