#!/usr/bin/perl
# An SMSC on Net::SMPP (Debian libnet-smpp-perl), which is not our code: the conformance tests run against it.
# perl perl_smsc.pl told=FILE [throttle=N] [drop=N] [undelivered=N]; the words mean what they mean in node_smsc.js.
# One line at a time is served, in this process: a cut line must be followed by a new one.
use strict;
use warnings;
use IO::Socket::INET;
use Net::SMPP;
use POSIX qw(strftime);

my %option = (told => '', throttle => 0, drop => 0, undelivered => 0);
for my $word (@ARGV) {
    my ($name, $value) = split /=/, $word, 2;
    $option{$name} = $value;
}
$SIG{PIPE} = 'IGNORE';

my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34, interface_version => 0x34)
    or die "cannot listen: $!";
open my $told, '>', "$option{told}.new" or die "cannot tell the port: $!";
print $told $listener->sockport;
close $told;
rename "$option{told}.new", $option{told} or die "cannot tell the port: $!";

my ($taken, $second, $in_second) = (0, 0, 0);

sub receipt {
    my ($line, $pdu, $id) = @_;
    my $bad = $taken % 1000 < $option{undelivered};
    my $stamp = strftime('%y%m%d%H%M', gmtime);
    my @echo = defined $pdu->{user_message_reference} ? (user_message_reference => $pdu->{user_message_reference}) : ();
    $line->deliver_sm(
        async => 1, esm_class => 0x04, source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr},
        short_message => sprintf('id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:',
            $id, $bad ? '000' : '001', $stamp, $stamp, $bad ? 'UNDELIV' : 'DELIVRD', $bad ? '011' : '000'),
        receipted_message_id => "$id\0", message_state => chr($bad ? 5 : 2), @echo,
    );
}

sub submit {
    my ($line, $pdu) = @_;
    if (time != $second) { ($second, $in_second) = (time, 0) }
    if ($option{throttle} && ++$in_second > $option{throttle}) {
        $line->submit_sm_resp(seq => $pdu->{seq}, status => 0x58, message_id => '');
        return 1;
    }
    $taken++;
    return 0 if $taken == $option{drop};
    my $id = sprintf 'p%09d', $taken;
    $line->submit_sm_resp(seq => $pdu->{seq}, message_id => $id);
    receipt($line, $pdu, $id) if $pdu->{registered_delivery} & 1;
    return 1;
}

sub serve {
    my ($line) = @_;
    my %bind_answer = (
        Net::SMPP::CMD_bind_transceiver() => 'bind_transceiver_resp',
        Net::SMPP::CMD_bind_transmitter() => 'bind_transmitter_resp',
        Net::SMPP::CMD_bind_receiver()    => 'bind_receiver_resp',
    );
    my $bound = 0;
    while (my $pdu = $line->read_pdu) {
        my $command = $pdu->{cmd};
        if (my $answer = $bind_answer{$command}) {
            $bound = $pdu->{system_id} eq 'demo' && $pdu->{password} eq 'demo1234';
            $line->$answer(seq => $pdu->{seq}, system_id => 'perl', status => $bound ? 0 : 0x0e);
        } elsif ($command == Net::SMPP::CMD_enquire_link) {
            $line->enquire_link_resp(seq => $pdu->{seq});
        } elsif ($command == Net::SMPP::CMD_unbind) {
            $line->unbind_resp(seq => $pdu->{seq});
            return;
        } elsif ($command == Net::SMPP::CMD_submit_sm) {
            if (!$bound) { $line->submit_sm_resp(seq => $pdu->{seq}, status => 4, message_id => ''); next }
            submit($line, $pdu) or return;
        }
    }
}

while (1) {
    my $line = $listener->accept or next;
    serve($line);
    $line->close;
}
