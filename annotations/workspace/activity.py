"""The desk's change log in sentences."""

from annotations.workspace.page import DeskPage


class Activity(DeskPage):
    template = "workspace/activity.html"
    section = "activity"

    def get(self, request, slug):
        return self.show()
