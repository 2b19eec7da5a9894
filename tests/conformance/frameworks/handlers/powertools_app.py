"""An application with each of Powertools' resolvers, chosen by the environment, as each is deployed by itself."""

import os

from aws_lambda_powertools import event_handler

app = getattr(event_handler, os.environ["RESOLVER"])()


@app.get("/pets/<pet>")
def pet(pet):
    event = app.current_event
    sent = {name.lower(): value for name, value in event.resolved_headers_field.items()}
    agent = sent["user-agent"]
    said = {"pet": pet, "q": event.resolved_query_string_parameters["q"]}
    return {**said, "agent": agent if isinstance(agent, str) else agent[0]}


def handler(event, context):
    return app.resolve(event, context)
