"""The sample's directives: what October and November 2026 order, and what the bodies have reported."""
