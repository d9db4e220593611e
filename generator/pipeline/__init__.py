"""Do what the commands ask for, one module a job. Nothing here prints."""
