"""What waits for the reader, what happens now, what was decided."""

from annotations.workspace.page import DeskPage


class Home(DeskPage):
    template = "workspace/home.html"
    section = "home"

    def get(self, request, slug):
        return self.show()
