"""The client that polls the Runtime API for a Python function, in the user's own interpreter.

It is put on the path alone, imports nothing but the standard library, and little of that: what it does not import, a
cold start does not wait for. It does what AWS's own client does, seen from the handler and from the wire.
"""
