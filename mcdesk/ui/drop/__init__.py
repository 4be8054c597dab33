"""The question what a file is for, asked over a blurred page. It reads no file."""
