CodeSystem: CcmAssessment
Id: ccm-assessment
Title: "Assessments behind a care plan"
Description: "Assessments on which a comprehensive care plan rests. An Observation with one of these codes records the finding in words; where a standard instrument was used, its own code does as well."
* ^caseSensitive = true
* ^experimental = false
* #cognitive "Memory and thinking" "Cognitive assessment."
* insert SpanishName(#cognitive, [[Memoria y pensamiento]])
* #functional "Daily life" "What the patient can do alone: walking, bathing, dressing, shopping, money, medicines."
* insert SpanishName(#functional, [[Vida diaria]])
* #psychosocial "Mood and social life" "Mood, stress, company, food, housing, transport."
* insert SpanishName(#psychosocial, [[Ánimo y vida social]])
* #environmental "Home and safety" "Safety of the home and its surroundings."
* insert SpanishName(#environmental, [[Hogar y seguridad]])
* #caregiver "Caregiver" "Who helps at home, and how they are doing."
* insert SpanishName(#caregiver, [[Persona que le cuida]])

ValueSet: CcmCognitiveAssessment
Id: ccm-cognitive-assessment
Title: "Cognitive assessments"
Description: "Codes by which a record shows that memory and thinking were assessed."
* ^experimental = false
* CcmAssessment#cognitive
* http://loinc.org#72106-8 "Total score [MMSE]"
* http://loinc.org#72172-0 "Total score [MoCA]"
* http://snomed.info/sct#113024001 "Assessment and interpretation of higher cerebral function, cognitive testing"

ValueSet: CcmFunctionalAssessment
Id: ccm-functional-assessment
Title: "Functional assessments"
Description: "Codes by which a record shows that function in daily life was assessed."
* ^experimental = false
* CcmAssessment#functional
* http://loinc.org#61576-5 "PROMIS short form - global - version 1.1"
* http://loinc.org#71972-4 "PROMIS-10 Global Physical Health (GPH) score"
* http://loinc.org#59460-6 "Fall risk total [Morse Fall Scale]"

ValueSet: CcmPsychosocialAssessment
Id: ccm-psychosocial-assessment
Title: "Psychosocial assessments"
Description: "Codes by which a record shows that mood and social needs were assessed."
* ^experimental = false
* CcmAssessment#psychosocial
* http://loinc.org#44261-6 "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]"
* http://loinc.org#55758-7 "Patient Health Questionnaire 2 item (PHQ-2) total score [Reported]"
* http://loinc.org#70274-6 "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]"
* http://loinc.org#93025-5 "Protocol for Responding to and Assessing Patients' Assets, Risks, and Experiences [PRAPARE]"
* http://loinc.org#71970-8 "PROMIS-10 Global Mental Health (GMH) score"
* http://snomed.info/sct#710824005 "Assessment of health and social care needs"

ValueSet: CcmEnvironmentalAssessment
Id: ccm-environmental-assessment
Title: "Environmental evaluations"
Description: "Codes by which a record shows that home and surroundings were evaluated."
* ^experimental = false
* CcmAssessment#environmental
* http://loinc.org#71802-3 "Housing status"
* http://loinc.org#93026-3 "Do you feel physically and emotionally safe where you currently live?"

ValueSet: CcmCaregiverAssessment
Id: ccm-caregiver-assessment
Title: "Caregiver assessments"
Description: "Codes by which a record shows that the caregiver's situation was assessed."
* ^experimental = false
* CcmAssessment#caregiver
