"""Sample documents in our own sentences, and the writers that bend them into the shapes of real ones."""
