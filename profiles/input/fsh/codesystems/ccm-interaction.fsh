CodeSystem: CcmInteraction
Id: ccm-interaction
Title: "What FHIR has no interaction for"
Description: "Events in the audit trail that are no interaction and no operation of FHIR (`AuditEvent.subtype`). A request that names no interaction, because its path means nothing, stands there by its method."
* ^caseSensitive = true
* ^experimental = false
* ^content = #fragment
* #seed "Fill the demo" "The server filled the demo practice at its first start."
* #load-guide "Load the guide" "The server put the resources of the guide into its database."
* #first-administrator "Appoint the first administrator" "Whoever runs the server gave a practice its first administrator, by a command beside it."
* #follow-claim "Follow a claim" "A month was marked submitted, paid or denied because somebody wrote so of its claim."
* #login "Sign in" "Somebody signed in, or could not."
* #logout "Sign out" "Somebody signed out, or was signed out."
* #launch "Launch" "An EHR, or the server itself, opened an app on somebody."
* #token-issued "Issue a token" "A token was issued: for a code, for a refresh token, to a program."
* #token-refused "Refuse a token" "No token was issued."
* #token-revoked "Revoke a token" "A token, or a grant with all its tokens, ended before its time."
* #token-exchange "Come from an EHR" "Somebody who signed in at an EHR was given a token of this server, or was refused one; and what was written to take the person and the patient in."
* #client-refused "Refuse a client" "A client did not prove who it is."
* #access-refused "Refuse a request" "A request came without a valid token."
* #rate-limited "Refuse too many requests" "A client or an address asked too often."
* #job-status "Ask for a job" "Somebody asked how far an asynchronous request is, or for its result."
* #job-cancel "Cancel a job" "Somebody cancelled an asynchronous request, or took its result away."
* #GET "Request by GET" "A request by this method that names no interaction."
* #HEAD "Request by HEAD" "A request by this method that names no interaction."
* #POST "Request by POST" "A request by this method that names no interaction."
* #PUT "Request by PUT" "A request by this method that names no interaction."
* #PATCH "Request by PATCH" "A request by this method that names no interaction."
* #DELETE "Request by DELETE" "A request by this method that names no interaction."
