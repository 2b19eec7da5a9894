"""The Flask application of the WSGI adapters."""

from flask import Flask, request

app = Flask("demo")


@app.get("/pets/<pet>")
def pet(pet):
    return {"pet": pet, "q": request.args.getlist("q"), "agent": request.headers["User-Agent"]}
