// The patient's copy of a care plan.

Instance: ccm-copy
InstanceOf: OperationDefinition
Usage: #definition
Title: "Look at the patient's copy"
* insert Operation(ccm-copy, CcmCopy, [[The patient's copy of a care plan as it is now, in plain language and large type: whom to call day and night, goals, next steps, medicines, the team. Suggestions that nobody has decided about are left out. `Accept` chooses: application/pdf or text/html, else a Binary that holds the PDF. Nothing is recorded: $ccm-hand-over does that.]])
* insert Instance(CarePlan, false)
* insert In(language, 0, 1, code, [[en or es; absent: Spanish for a patient who prefers it, else English.]])
* insert Out(return, 1, 1, Binary, [[The copy.]])

Instance: ccm-hand-over
InstanceOf: OperationDefinition
Usage: #definition
Title: "Give the patient a copy of the care plan"
* insert Operation(ccm-hand-over, CcmHandOver, [[Makes the patient's copy of a care plan that is in force, keeps it as DocumentReference (PDF and HTML) and records as Communication that it was given. A current copy of another version of the plan, or in the same language, becomes superseded; the new one says that it replaces it. Each call is one handing over, save a call that is repeated with its key.]])
* insert Instance(CarePlan, true)
* insert In(language, 0, 1, code, [[en or es; absent: Spanish for a patient who prefers it, else English.]])
* insert In(medium, 0, 1, code, [[How: WRITTEN (in the hand, when absent), MAILWRIT, EMAILWRIT, FAXWRIT or ELECTRONIC, of HL7's ParticipationMode.]])
* insert In(sent, 0, 1, dateTime, [[When; now when absent. Not in the future.]])
* insert In(recipient, 0, 1, Reference, [[To whom; the patient when absent.]])
* insert To(Patient)
* insert To(RelatedPerson)
* insert In(key, 0, 1, id, [[Chosen by the caller for this handing over, such as a UUID. The same call with the same key again, as after an answer that was lost, makes nothing twice and answers with what the first one made.]])
* insert Out(return, 1, 1, Bundle, [[transaction-response: DocumentReference, Communication.]])

Instance: ccm-document
InstanceOf: OperationDefinition
Usage: #definition
Title: "A care plan as a document"
* insert Operation(ccm-document, CcmDocument, [[A care plan with everything it leads to - patient, problems, goals, interventions, medicines, allergies, findings, team and practice - as a document: to be read, sent elsewhere and taken in there whole.]])
* insert Instance(CarePlan, false)
* insert Out(return, 1, 1, Bundle, [[A document; a PDF where `Accept` asks for application/pdf.]])
