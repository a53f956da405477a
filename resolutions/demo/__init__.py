"""An invented commune with sixteen months of resolutions, for trying the program out; plain values, no database."""
