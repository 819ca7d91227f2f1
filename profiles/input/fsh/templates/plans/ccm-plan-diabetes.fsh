Instance: ccm-plan-diabetes
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(diabetes, [[Diabetes]], [[Diabetes]])
* description = "Goals and activities for adults with diabetes, with the looser blood-sugar targets that suit older people with several conditions."
* insert For(diabetes)
* insert Cites([[American Diabetes Association: Standards of Care in Diabetes]], [[https://diabetesjournals.org/care/issue/49/Supplement_1]])
* insert Cites([[Older Adults: Standards of Care in Diabetes, section 13]], [[https://diabetesjournals.org/care/issue/49/Supplement_1]])
* insert GoalA1c(diabetes)
* insert GoalBloodPressure(diabetes)
* insert GoalUrineAlbumin(diabetes)
* insert Do(home-glucose, a1c)
* insert Do(test-a1c, a1c)
* insert Do(eat-for-diabetes, a1c)
* insert Do(diabetes-education, a1c)
* insert Do(medication-review, a1c)
* insert Do(test-urine-albumin, urine-albumin)
* insert Do(test-kidney-function, urine-albumin)
* insert Do(home-blood-pressure, blood-pressure)
* insert DoAlso(symptoms-diabetes)
* insert DoAlso(eye-exam)
* insert DoAlso(foot-exam)
* insert DoAlso(dentist)
