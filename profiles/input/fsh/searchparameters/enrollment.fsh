Instance: ccm-episode-billing-practitioner
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-episode-billing-practitioner, CcmEpisodeBillingPractitioner, billing-practitioner, EpisodeOfCare, reference, [[EpisodeOfCare.extension.where(url='https://ccm-on-fhir.org/ig/StructureDefinition/ccm-billing-practitioner').value.ofType(Reference)]], [[Who bills for the program that the patient is enrolled in.]])
* target[0] = #Practitioner
* target[1] = #PractitionerRole

Instance: ccm-episode-enrollment-state
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-episode-enrollment-state, CcmEpisodeEnrollmentState, enrollment-state, EpisodeOfCare, token, [[EpisodeOfCare.extension.where(url='https://ccm-on-fhir.org/ig/StructureDefinition/ccm-enrollment-state').value.ofType(code)]], [[Where the patient stands in the program, a code of ccm-enrollment-state.]])
