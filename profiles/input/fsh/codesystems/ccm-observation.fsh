CodeSystem: CcmObservation
Id: ccm-observation
Title: "Observations of care management"
Description: "What is observed for care management and has no code elsewhere."
* ^caseSensitive = true
* ^experimental = false
* #mdm-level "Medical decision making" "How complex the medical decision making of the month was, by the billing practitioner: complex codes need it moderate or high."

CodeSystem: MdmLevel
Id: mdm-level
Title: "Levels of medical decision making"
Description: "Complexity of the month's medical decision making."
* ^caseSensitive = true
* ^experimental = false
* #low "Low" "Low complexity."
* #moderate "Moderate" "Moderate complexity."
* #high "High" "High complexity."

ValueSet: MdmLevelVS
Id: mdm-level
Title: "Levels of medical decision making"
Description: "All levels."
* ^experimental = false
* include codes from system MdmLevel
