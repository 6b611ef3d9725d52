"""Who is reminded of what and told of what; hung into the lists of the mail of goals when the application is ready."""
