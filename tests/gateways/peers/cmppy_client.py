"""cmppy 0.3, a CMPP 3.0 client that is not ours, sends one message: `PORT SP_ID SECRET SRC_ID NUMBER TEXT`. Prints id and Result."""

import sys

from cmppy import Cmppy, SubmitReq

port, sp_id, secret, src_id, number, text = sys.argv[1:]
answer = Cmppy("127.0.0.1", int(port), sp_id, secret).request(
    SubmitReq(sp_id, text, src_id=src_id, dest_terminal_id=[number])
)
print("login refused" if answer is None else f"answer {answer.msg_id:016x} {answer.result}")  # noqa: T201 - this is how the test is told
