"""What the jobs page shows before there is a job: ways to start, nothing else."""
