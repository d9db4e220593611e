"""The form of profiles and templates, by Cerberus."""
