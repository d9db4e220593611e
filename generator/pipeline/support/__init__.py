"""Help the jobs with what several of them need."""
