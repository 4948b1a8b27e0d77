"""The screens at a line: how soon they stand, how soon a key is answered, how much is sent, how long a key may have to wait."""
