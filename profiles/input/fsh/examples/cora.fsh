// Cora Weiss, who said no.

Instance: cora
InstanceOf: Patient
Usage: #example
Title: "Cora Weiss"
Description: "A patient who declined."
* insert ClaimsUsCore(us-core-patient)
* identifier[0].system = "https://elm-street.example/mrn"
* identifier[0].value = "E1003"
* active = true
* insert Named(Weiss, Cora)
* gender = #female
* birthDate = "1948-02-08"

Instance: cora-outreach
InstanceOf: CcmEpisodeOfCare
Usage: #example
Title: "Declined"
Description: "Outreach that ended with no, and not to be asked before autumn."
* extension[state].valueCode = #declined
* extension[stateReason].valueString = "Does not want another bill."
* extension[doNotAskUntil].valueDate = "2026-09-01"
* status = #cancelled
* type[program] = CcmProgram#ccm
* patient = Reference(cora)
* managingOrganization = Reference(elm-street)
* period.start = "2026-02-02"
* careManager = Reference(nurse-kim)
