"""A FastAPI application behind Mangum, as it is deployed."""

import fastapi
from mangum import Mangum

app = fastapi.FastAPI()


@app.get("/pets/{pet}")
async def pet(pet: str, request: fastapi.Request):
    return {"pet": pet, "q": request.query_params.getlist("q"), "agent": request.headers["user-agent"]}


handler = Mangum(app, lifespan="off")
