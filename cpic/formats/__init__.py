"""How the public pages write a date in each language, where Django's own way is not ours."""
