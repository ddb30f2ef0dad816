"""Pictures of scores as geometry: what the SVG templates draw, on screen, on paper and as files.

All numbers are texts in units of the drawing's own box, which is as wide as a phone's page.
Shapes and dashes tell things apart, not colours alone. Every picture has a title and a sentence
that says what it shows; the numbers stand in a table beside it.
"""

from indicators.charts.bars import BarsChart, bars_chart
from indicators.charts.compared import ComparedChart, compared_chart
from indicators.charts.drawing import Drawing
from indicators.charts.progress import ProgressChart, progress_chart
from indicators.charts.radar import Radar, radar
from indicators.charts.strip import Strip, strip
from indicators.charts.years import YearsChart, years_chart

__all__ = [
    "BarsChart",
    "ComparedChart",
    "Drawing",
    "ProgressChart",
    "Radar",
    "Strip",
    "YearsChart",
    "bars_chart",
    "compared_chart",
    "progress_chart",
    "radar",
    "strip",
    "years_chart",
]
