"""pycmpp 2.0.2, a CMPP 2.1 client that is not ours, does steps: `PORT SP_ID SECRET STEP…`. Its log goes to standard output.

Steps: `submit:NUMBER,…:TEXT` by its own way, which sends no Src_Id; `from:SRC_ID:NUMBER:TEXT` with one, and a report asked for;
`active`, `terminate`, `wait:SECONDS`.
"""

import logging
import os
import sys
import threading
import time

from pycmpp.cmpp import Cmpp
from pycmpp.request import ActiveTestRequestInstance, SubmitRequestInstance

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")
port, sp_id, secret, *steps = sys.argv[1:]
client = Cmpp("127.0.0.1", int(port), sp_id, secret, "1069012345", delivery=1)
client.connect()
client.auth()
# It goes on reading a line that has ended, so the thread is never waited for.
threading.Thread(target=client.receive, daemon=True).start()
for step in steps:
    verb, *words = step.split(":")
    if verb == "submit":
        client.submit(words[1], words[0].split(","))
    elif verb == "from":
        src_id, number, text = words
        client.send(
            SubmitRequestInstance().create(sp_id, text, [number], src_id=src_id, registered_delivery=1)
        )
    elif verb == "active":
        client.send(ActiveTestRequestInstance().create())
    elif verb == "terminate":
        client.terminate()
    elif verb == "wait":
        time.sleep(float(words[0]))
sys.stdout.flush()
os._exit(0)
