"""`P/ratings`."""

from annotations.ratings import actions
from annotations.ratings.models import RatingScale
from annotations.ratings.present import present_scale
from annotations.ratings.serializers import ScaleInput, ScaleOutput
from annotations.rest.views import ApiView


class Ratings(ApiView):
    permissions = {"GET": "read", "PUT": "administer"}
    takes = {"PUT": ScaleInput}
    gives = {"GET": ScaleOutput, "PUT": ScaleOutput}
    matches = ("PUT",)

    def show(self):
        return present_scale(RatingScale.objects.current(self.project))

    def get(self, request, slug):
        shown = self.show()
        return self.one(shown, shown["version"])

    def put(self, request, slug):
        fields = self.read(ScaleInput)
        base = RatingScale.objects.current(self.project).version
        self.need_match(base, self.show)
        scale = actions.add_scale(project=self.project, actor=request.user, ratings=fields["ratings"], base=base)
        return self.one(present_scale(scale), scale.version)
