"""How well a text is judged before it may be sent: made-up corpora in halves, and the figures of the judge on them."""
