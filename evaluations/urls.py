"""Addresses of evaluation: the public ones stay for good, the workspace is for signed-in people."""

public = []
records = []
meetings = []
standings = []
closings = []
releases = []
urlpatterns = public + records + meetings + standings + closings + releases
