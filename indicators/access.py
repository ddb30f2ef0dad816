"""Who may change what was measured; what was published is read by everybody with a right to read.

Rows and rights of plans are decided in `plans.access`.
"""

from plans.access import RIGHTS, Right, Viewer
from plans.models import Succession, Territory


def may_correct_means(viewer: Viewer) -> bool:
    """Tell whether the viewer changes a national mean that stands: all provinces share it."""
    return viewer.may(Right.ADMINISTER)


def may_keep_own_sets(viewer: Viewer, province: Territory) -> bool:
    """Tell whether the viewer takes in sets of criteria that a province alone has: no query."""
    return viewer.may(Right.ADMINISTER) or viewer.keeps_calendar_of(province.pk)


def may_enter_scores(viewer: Viewer, province: Territory) -> bool:
    """Tell whether the viewer types the published scores of a province: at most one query.

    Administrators do, and the reviewers of the province or of one that took it over.
    """
    if viewer.may(Right.ADMINISTER):
        return True
    own = {post.territory_ids[0] for post in viewer.posts if Right.REVIEW in RIGHTS[post.role]}
    taken_over = Succession.objects.filter(predecessor=province, successor__in=own)
    return province.pk in own or bool(own and taken_over.exists())
