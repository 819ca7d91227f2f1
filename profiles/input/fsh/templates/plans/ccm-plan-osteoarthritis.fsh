Instance: ccm-plan-osteoarthritis
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(osteoarthritis, [[Osteoarthritis]], [[Artrosis]])
* description = "Goals and activities for adults with osteoarthritis of hips, knees, hands or spine."
// Rheumatoid arthritis is of the same category: the diagnosis codes tell them apart.
* insert For(arthritis)
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M15
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M16
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M17
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M18
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M19
* useContext[=].valueCodeableConcept.coding[+] = http://hl7.org/fhir/sid/icd-10-cm#M47
* insert Cites([[2019 American College of Rheumatology/Arthritis Foundation guideline for osteoarthritis of the hand, hip and knee]], [[https://doi.org/10.1002/acr.24131]])
* insert GoalPain(arthritis)
* insert GoalPhysicalActivity(arthritis)
* insert Do(joint-exercises, pain)
* insert Do(pain-medicine-safety, pain)
* insert Do(move-more, physical-activity)
* insert Do(strength-and-balance, physical-activity)
* insert Do(physical-therapy, pain)
* insert DoAlso(symptoms-arthritis)
* insert DoAlso(eat-for-weight)
* insert When([[%observations.where(code.coding.exists(code = '39156-5')).exists(value.ofType(Quantity).value >= 25)]])
