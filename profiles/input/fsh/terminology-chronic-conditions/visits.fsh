Alias: $CPT = http://www.ama-assn.org/go/cpt
Alias: $HCPCS = http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets

RuleSet: Visits(system, a, b, c)
* {system}#{a}
* {system}#{b}
* {system}#{c}

ValueSet: InitiatingVisit
Id: ccm-initiating-visit
Title: "Visits that can start care management"
Description: "Procedure codes of the face-to-face visits at which care management can begin: office visits of level 2 to 5, the Medicare wellness visits, transitional care. Codes alone; their official texts are their owners'."
* ^experimental = false
// office visits, new patients
* insert Visits($CPT, 99202, 99203, 99204)
* $CPT#99205
// office visits, established patients, without the nurse visit
* insert Visits($CPT, 99212, 99213, 99214)
* $CPT#99215
// transitional care
* $CPT#99495
* $CPT#99496
// preventive visit and annual wellness visits of Medicare
* insert Visits($HCPCS, G0402, G0438, G0439)

ValueSet: EvaluationAndManagement
Id: ccm-evaluation-and-management
Title: "Evaluation and management visits"
Description: "Procedure codes of face-to-face evaluation and management. On a day of such a visit with the billing practitioner no minute of care management counts, unless it is shown to be separate. Codes alone; their official texts are their owners'."
* ^experimental = false
// office
* insert Visits($CPT, 99202, 99203, 99204)
* insert Visits($CPT, 99205, 99211, 99212)
* insert Visits($CPT, 99213, 99214, 99215)
// hospital and observation
* insert Visits($CPT, 99221, 99222, 99223)
* insert Visits($CPT, 99231, 99232, 99233)
* insert Visits($CPT, 99234, 99235, 99236)
* $CPT#99238
* $CPT#99239
// consultations
* insert Visits($CPT, 99242, 99243, 99244)
* insert Visits($CPT, 99245, 99252, 99253)
* $CPT#99254
* $CPT#99255
// emergency department
* insert Visits($CPT, 99281, 99282, 99283)
* $CPT#99284
* $CPT#99285
// nursing facility
* insert Visits($CPT, 99304, 99305, 99306)
* insert Visits($CPT, 99307, 99308, 99309)
* insert Visits($CPT, 99310, 99315, 99316)
// home or residence
* insert Visits($CPT, 99341, 99342, 99344)
* insert Visits($CPT, 99345, 99347, 99348)
* $CPT#99349
* $CPT#99350
// preventive medicine
* insert Visits($CPT, 99381, 99382, 99383)
* insert Visits($CPT, 99384, 99385, 99386)
* insert Visits($CPT, 99387, 99391, 99392)
* insert Visits($CPT, 99393, 99394, 99395)
* $CPT#99396
* $CPT#99397
// cognitive assessment, transitional care
* insert Visits($CPT, 99483, 99495, 99496)
