"""What keeps a catalogue current: new papers, papers since published, dead links, heads nobody noted."""
