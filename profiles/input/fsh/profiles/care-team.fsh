Profile: CcmCareTeam
Parent: CareTeam
Id: ccm-care-team
Title: "Care team"
Description: "Who takes part in the care: billing practitioner, care manager, specialists, agencies, caregivers, the patient; and whom to call at any hour. The patient and caregivers carry the roles by which readers of HL7's MCC eCare Plan know them."
* insert AlsoUsCore(us-core-careteam)
* extension contains http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal named pertainsToGoal 0..* MS
* extension[pertainsToGoal] ^short = "Goals that the team works on"
* status 1..1 MS
* category MS
* category ^short = "Longitudinal care coordination"
* name MS
* subject 1..1 MS
* subject only Reference(Patient)
* period MS
* participant 1..* MS
* insert Sliced(participant, pattern, role, [[Those whom every reader should find; other members stand beside them.]])
* participant.role 1..1 MS
* participant.role ^short = "What the member is to the patient: one role each"
* participant.member 1..1 MS
* participant.member ^short = "Who"
* participant.onBehalfOf ^short = "Of a member from elsewhere: the agency or practice"
* participant contains
    patient 0..1 MS and
    billingPractitioner 0..1 MS and
    careManager 0..* MS and
    caregiver 0..* MS
* participant[patient].role = $SNOMED#116154003
* participant[patient].member only Reference(Patient)
* participant[patient] ^short = "The patient"
* participant[billingPractitioner].role = CcmStaffRole#billing-practitioner
* participant[billingPractitioner].member only Reference(Practitioner or PractitionerRole)
* participant[billingPractitioner] ^short = "Who bills"
* participant[careManager].role = $SNOMED#768820003
* participant[careManager].member only Reference(Practitioner or PractitionerRole)
* participant[careManager] ^short = "Who looks after the patient day by day"
* participant[caregiver].role = $SNOMED#133932002
* participant[caregiver].member only Reference(RelatedPerson)
* participant[caregiver] ^short = "A relative or friend who cares for the patient"
* managingOrganization MS
* managingOrganization ^short = "The practice"
* telecom MS
* telecom ^short = "Whom to call, day and night"
* telecom.extension contains CcmContactHours named contactHours 0..1 MS
* telecom.extension[contactHours] ^short = "At any hour, or in office hours"
