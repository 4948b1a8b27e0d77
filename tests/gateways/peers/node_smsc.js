// An SMSC on the npm package smpp, which is not our code: the conformance tests run against it.
// node node_smsc.js told=FILE [throttle=N] [drop=N] [undelivered=N] [log=FILE]
// throttle: taken a second, the rest answered 0x58. drop: the N-th message is taken, not answered, and its line cut.
// undelivered: of each 1,000, so many get an UNDELIV receipt. The port is written to FILE. log: a line a message taken.
'use strict';
const fs = require('fs');
const smpp = require('smpp');

const options = { told: '', throttle: '0', drop: '0', undelivered: '0', log: '' };
for (const word of process.argv.slice(2)) {
  const [name, value] = word.split('=');
  options[name] = value;
}
const throttle = Number(options.throttle);
const drop = Number(options.drop);
const undelivered = Number(options.undelivered);
let taken = 0;
let second = 0;
let inSecond = 0;

function receiptFor(pdu, id) {
  const bad = taken % 1000 < undelivered;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
  const receipt = {
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: 0x04,
    short_message: `id:${id} sub:001 dlvrd:${bad ? '000' : '001'} submit date:${stamp} done date:${stamp}` +
      ` stat:${bad ? 'UNDELIV' : 'DELIVRD'} err:${bad ? '011' : '000'} text:`,
    receipted_message_id: id,
    message_state: bad ? 5 : 2,
  };
  if (pdu.user_message_reference !== undefined) receipt.user_message_reference = pdu.user_message_reference;
  return receipt;
}

function serve(session) {
  let bound = false;
  session.on('error', () => session.destroy());
  for (const kind of ['transceiver', 'transmitter', 'receiver']) {
    session.on(`bind_${kind}`, (pdu) => {
      bound = pdu.system_id === 'demo' && pdu.password === 'demo1234';
      session.send(pdu.response({ command_status: bound ? smpp.ESME_ROK : smpp.ESME_RINVPASWD, system_id: 'npm' }));
    });
  }
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    if (!bound) {
      session.send(pdu.response({ command_status: smpp.ESME_RINVBNDSTS }));
      return;
    }
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      inSecond = 0;
    }
    inSecond += 1;
    if (throttle && inSecond > throttle) {
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    taken += 1;
    if (options.log) fs.appendFileSync(options.log, `${pdu.destination_addr}\n`);
    if (taken === drop) {
      session.destroy();
      return;
    }
    const id = `n${String(taken).padStart(9, '0')}`;
    session.send(pdu.response({ message_id: id }));
    if (pdu.registered_delivery & 1) session.deliver_sm(receiptFor(pdu, id));
  });
}

const server = smpp.createServer(serve);
server.listen(0, '127.0.0.1', () => {
  fs.writeFileSync(`${options.told}.new`, String(server.address().port));
  fs.renameSync(`${options.told}.new`, options.told);
});
