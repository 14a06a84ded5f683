"""What a catalogue's papers show when they are counted: how many, of what, when, and together with what."""
