Instance: ccm-consent-recipient
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-consent-recipient, CcmConsentRecipient, recipient, Consent, reference, [[Consent.provision.actor.reference | Consent.provision.provision.actor.reference | Consent.provision.provision.provision.actor.reference]], [[Whom a consent speaks of, in its provision or in an exception to it. R4's actor looks at the outer one alone.]])
* target[0] = #Organization
* target[1] = #Patient
* target[2] = #Practitioner
* target[3] = #PractitionerRole
* target[4] = #RelatedPerson
* target[5] = #CareTeam
* target[6] = #Device
* target[7] = #Group
