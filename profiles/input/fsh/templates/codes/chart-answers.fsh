// Codes by which a record answers what the care plan asks of it.

ValueSet: CcmCurrentSmoker
Id: ccm-current-smoker
Title: "Answers that mean that the patient smokes"
Description: "Values of a smoking status (LOINC 72166-2) that mean that the patient smokes now: SNOMED CT, and LOINC's own answers."
* ^experimental = false
* http://snomed.info/sct#449868002
* http://snomed.info/sct#428041000124106
* http://snomed.info/sct#428071000124103
* http://snomed.info/sct#428061000124105
* http://snomed.info/sct#77176002
* http://snomed.info/sct#65568007
* http://loinc.org#LA18976-3
* http://loinc.org#LA18977-1
* http://loinc.org#LA18979-7
* http://loinc.org#LA18981-3
* http://loinc.org#LA18982-1

ValueSet: CcmNoKnownAllergy
Id: ccm-no-known-allergy
Title: "No known allergy"
Description: "Codes of an AllergyIntolerance that says that somebody looked and found no allergy, of any kind or of one kind."
* ^experimental = false
* http://snomed.info/sct#716186003 "No known allergy"
* http://snomed.info/sct#409137002 "No known drug allergy"
* http://snomed.info/sct#429625007 "No known food allergy"
* http://snomed.info/sct#428607008 "No known environmental allergy"

ValueSet: CcmMedicationList
Id: ccm-medication-list
Title: "Medication lists"
Description: "Codes of a List that holds the medicines that the patient takes: HL7's own, and LOINC's for a medication history or summary."
* ^experimental = false
* http://terminology.hl7.org/CodeSystem/list-example-use-codes#medications "Medication List"
* http://loinc.org#10160-0 "History of Medication use Narrative"
* http://loinc.org#56445-0 "Medication summary Document"
