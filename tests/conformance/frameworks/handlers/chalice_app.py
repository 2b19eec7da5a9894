"""A Chalice application: its object is the handler."""

from chalice import Chalice

app = Chalice("demo")


@app.route("/pets/{pet}", methods=["GET"])
def pet(pet):
    asked = app.current_request
    return {"pet": pet, "q": asked.query_params.getlist("q"), "agent": asked.headers["user-agent"]}
