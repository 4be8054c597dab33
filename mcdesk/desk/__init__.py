"""The work that goes on while nobody looks: lanes, poller, downloads. No Qt, no SQL, no HTTP of its own."""
