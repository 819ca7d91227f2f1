CodeSystem: CcmInteraction
Id: ccm-interaction
Title: "What FHIR has no interaction for"
Description: "Accesses in the audit trail that are no interaction and no operation of FHIR (`AuditEvent.subtype`). A request that names no interaction, because its path means nothing, stands there by its method."
* ^caseSensitive = true
* ^experimental = false
* ^content = #fragment
* #seed "Fill the demo" "The server filled the demo practice at its first start."
* #load-guide "Load the guide" "The server put the resources of the guide into its database."
* #follow-claim "Follow a claim" "A month was marked submitted, paid or denied because somebody wrote so of its claim."
* #token-exchange "Come from an EHR" "Somebody who signed in at an EHR was given a token of this server, or was refused one; and what was written to take the person and the patient in."
* #job-status "Ask for a job" "Somebody asked how far an asynchronous request is, or for its result."
* #job-cancel "Cancel a job" "Somebody cancelled an asynchronous request, or took its result away."
* #GET "Request by GET" "A request by this method that names no interaction."
* #HEAD "Request by HEAD" "A request by this method that names no interaction."
* #POST "Request by POST" "A request by this method that names no interaction."
* #PUT "Request by PUT" "A request by this method that names no interaction."
* #PATCH "Request by PATCH" "A request by this method that names no interaction."
* #DELETE "Request by DELETE" "A request by this method that names no interaction."
