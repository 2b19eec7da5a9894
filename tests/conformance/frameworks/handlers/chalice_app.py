"""A Chalice application: its object is the handler."""

from chalice import AuthResponse, Chalice

app = Chalice("demo")


@app.route("/pets/{pet}", methods=["GET"])
def pet(pet):
    asked = app.current_request
    return {"pet": pet, "q": asked.query_params.getlist("q"), "agent": asked.headers["user-agent"]}


@app.authorizer()
def gatekeeper(request):
    routes = ["/pets/*"] if request.token == "let-me-in" else []
    return AuthResponse(routes=routes, principal_id="somebody")


@app.on_ws_message(name="message")
def on_message(event):
    return {"statusCode": 200, "body": event.body}
