"""Takes longer than its timeout: the run ends after three seconds and says where it hung."""

import time


def wait_for_the_supplier():
    time.sleep(30)


def handler(event, context):
    print("asking the supplier")
    wait_for_the_supplier()
    return {"statusCode": 200, "body": "never reached"}
