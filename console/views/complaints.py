"""How complaints are shown."""

from console.views.view import View
from console.wire.contacts import complaints as wire

ROW = View(wire.ComplaintRow, "complaint")
WHOLE = View(wire.ComplaintView, "complaint")
