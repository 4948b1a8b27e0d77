### The clauses of the regulation and the rules of the system, by number and in words.

clause-R0 = R0 (department rules)
clause-R1 = R1 (operator application)
clause-R2 = R2 (approval level by level)
clause-R3 = R3 (kept on paper)
clause-R4 = R4 (business notices)
clause-R5 = R5 (promotion)
clause-R6 = R6 (other uses)
clause-R7 = R7 (support, and each department's review)
clause-R8 = R8 (operators and their authority)
clause-R9 = R9 (one person drafts)
clause-R10 = R10 (contact lists)
clause-R11 = R11 (forbidden content)
clause-R12 = R12 (accounts kept by one person)
clause-R13 = R13 (law and policy)
clause-A2 = Attachment 2 (the pledge)
clause-I1 = House rule “signatures decide”
clause-I2 = House rule “sent once, or shown”
clause-I4 = House rule “one door for all”
clause-I5 = House rule “no refusal without a reason”
clause-I6 = House rule “the ledger only grows”
clause-system = house rule
