"""The pages behind the sign-in: do they ask the database more, and answer more slowly, as the years go by?"""
