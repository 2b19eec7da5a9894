"""The trace at the foot of the window: every hop of a request, and what happened there."""
